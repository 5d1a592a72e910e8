import{a as e,d as t,f as n,g as r,i,l as a,m as o,n as s,o as c,r as l,t as u,v as d,x as f}from"./styles.js";import{a as p,h as m,n as h,o as g,p as _,t as v}from"./no-stop.js";import{i as y}from"./localize.js";var b=class extends l{constructor(){super([`positions`,`accounts`])}render(){let{t:e,config:t}=this,n=t.title??e(`positions.title`);return d`<ha-card>
        ${n?d`<h2>${n}</h2>`:r} ${this.renderStatus()??this.renderPositions()}
      </ha-card>
      <tradehook-popup-menu></tradehook-popup-menu>
      <tradehook-dialogs .ctx=${this.context}></tradehook-dialogs>`}renderStatus(){let{t:e,live:t}=this;return t.status===`ready`?this.isUnknown?d`<p class="note soft">${e(`equity.unknown`)}</p>`:void 0:d`<p class="note soft" role="status">${e(`status.${t.status}`)}</p>`}get isUnknown(){let{config:e,live:t}=this;return!!(e.account&&t.accounts?.length)&&!t.accounts?.some(({account:t})=>t===e.account)}renderPositions(){let{t:e,config:t,context:n}=this,a=[...this.live.positions?.values()??[]].filter(e=>!t.account||e.account===t.account);if(!a.length)return d`<div class="note">
        <p>${e(`positions.none`)}</p>
        <p class="soft">${e(n.admin?`positions.none_next`:`positions.none_soon`)}</p>
        ${n.admin?d`<a class="button outlined" href=${`${i}/builder`} @click=${this.follow(`/builder`)}>
              ${e(`positions.to_builder`)}
            </a>`:r}
      </div>`;let o=c(a,``,{key:`opened_at`,descending:!0}).slice(0,t.limit??10),s=a.length-o.length;return d`<ul aria-label=${e(`positions.title`)}>
        ${h(o,e=>e.position_id,e=>this.renderRow(n,e))}
      </ul>
      ${s?d`<p class="note">${this.link(`/positions`,e(`positions.hidden`,{count:s}))}</p>`:r}`}renderRow(e,i){let{t:o,format:s}=e,c=o(`positions.menu`,{name:`${a(i.symbol)} ${o(`side.${i.side}`)}`});return d`<li data-position=${i.position_id}>
      <span class="what">
        <b>${this.link(g(i),a(i.symbol))}</b>
        <span class="chip ${i.side===`long`?`profit`:`loss`}">
          ${o(`side.${i.side}`)}${i.leverage>1?` ${i.leverage}×`:r}
        </span>
        ${v(o,i)}
        ${i.status===`open`?r:d`<span class="chip">${y(o,`status`,i.status)}</span>`}
        <span class="soft small">
          ${Number(i.size)?`${s.number(i.size)} ${i.base} @ ${s.price(i.entry_price,i.price_tick)}`:i.bot_name??o(`positions.removed_bot`)}
        </span>
      </span>
      <span class="number end">
        <span class=${n(i.profit_percentage)}>${s.percent(i.profit_percentage)}</span>
        <span class="small ${n(t(i))}">${s.money(t(i),i.quote,!0)}</span>
      </span>
      ${e.admin&&this.config.actions!==!1?d`<button
            class="icon-button"
            aria-label=${c}
            aria-haspopup="menu"
            aria-expanded="false"
            @click=${e=>this.showMenu(e,c,i)}
          >
            ${m(_)}
          </button>`:r}
    </li>`}link(e,t){return this.context.admin?d`<a href=${i+e} @click=${this.follow(e)}>${t}</a>`:t}follow(e){return t=>{t.ctrlKey||t.metaKey||t.shiftKey||(t.preventDefault(),this.go(e))}}showMenu(e,t,n){this.renderRoot.querySelector(`tradehook-popup-menu`)?.show(e.currentTarget,t,p(this.context,n))}say(e){let t=new CustomEvent(`hass-notification`,{detail:{message:e},bubbles:!0,composed:!0});this.dispatchEvent(t)}static{this.styles=[u,f`
      :host {
        display: block;
      }
      h2 {
        font-size: var(--ha-card-header-font-size, 20px);
        font-weight: 400;
        padding: 16px 16px 4px;
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 4px 0;
      }
      li {
        align-items: center;
        display: flex;
        gap: 8px;
        min-height: 56px;
        padding: 6px 8px 6px 16px;
        padding-inline: 16px 8px;
      }
      .what {
        flex: 1;
        min-width: 0;
      }
      b {
        font-weight: 500;
      }
      a:not(.button) {
        color: inherit;
      }
      b a {
        text-decoration: none;
      }
      b a:hover {
        text-decoration: underline;
      }
      .small {
        display: block;
        font-size: 12px;
        margin-top: 3px;
        overflow-wrap: anywhere;
      }
      .end {
        text-align: end;
      }
      .end:last-child {
        padding-inline-end: 8px;
      }
      .note {
        padding: 8px 16px 16px;
      }
      div.note {
        padding-top: 16px;
      }
      .note .button {
        display: inline-block;
      }
      p {
        margin: 0 0 8px;
      }
    `]}};e([o({attribute:!1})],b.prototype,`config`,void 0),b=e([s(`tradehook-positions-card-view`)],b);export{b as PositionsCard};
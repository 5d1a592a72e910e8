import{a as e,d as t,h as n,n as r,p as i,s as a,t as o,v as s}from"./styles.js";import{C as c,a as l,c as u,f as d,p as f,s as p,x as m}from"./position-row.js";import{i as h,n as g,r as _,t as v}from"./element.js";import{i as y}from"./localize.js";var b=class extends g{constructor(){super([`positions`,`accounts`])}render(){let{t:e,config:t}=this,r=t.title??e(`positions.title`);return n`<ha-card>
        ${r?n`<h2>${r}</h2>`:i} ${this.renderStale()}
        ${this.renderStatus()??this.renderPositions()}
      </ha-card>
      <tradehook-popup-menu></tradehook-popup-menu>
      <tradehook-dialogs .ctx=${this.context}></tradehook-dialogs>`}renderStatus(){let{t:e,live:t}=this;return t.status===`ready`||t.stale?this.isUnknown?n`<p class="note soft">${e(`equity.unknown`)}</p>`:void 0:n`<p class="note soft" role="status">${e(`status.${t.status}`)}</p>`}get isUnknown(){let{config:e,live:t}=this;return!!(e.account&&t.accounts?.length)&&!t.accounts?.some(({account:t})=>t===e.account)}renderPositions(){let{t:e,config:t,context:r}=this,a=[...this.live.positions?.values()??[]].filter(e=>!t.account||e.account===t.account);if(!a.length)return n`<div class="note">
        <p>${e(`positions.none`)}</p>
        <p class="soft">${e(r.admin?`positions.none_next`:`positions.none_soon`)}</p>
        ${r.admin?n`<a class="button outlined" href=${`${_}/builder`} @click=${this.follow(`/builder`)}>
              ${e(`positions.to_builder`)}
            </a>`:i}
      </div>`;let o=h(a,``,{key:`opened_at`,descending:!0}).slice(0,t.limit??10),s=a.length-o.length;return n`<ul aria-label=${e(`positions.title`)}>
        ${u(o,e=>e.position_id,e=>this.renderRow(r,e))}
      </ul>
      ${s?n`<p class="note">${this.link(`/positions`,e(`positions.hidden`,{count:s}))}</p>`:i}`}renderRow(t,r){let{t:o,format:s}=t,u=o(`positions.menu`,{name:`${e(r.symbol)} ${o(`side.${r.side}`)}`});return n`<li class="opens" data-position=${r.position_id}>
      <span class="what">
        <b>${this.link(f(r),e(r.symbol),`whole`)}</b>
        <span class="chip ${r.side===`long`?`profit`:`loss`}">
          ${o(`side.${r.side}`)}${r.leverage>1?` ${r.leverage}×`:i}
        </span>
        ${p(o,r)}
        ${r.status===`open`?i:n`<span class="chip">${y(o,`status`,r.status)}</span>`}
        <span class="soft small">
          ${Number(r.size)?`${s.number(r.size)} ${r.base} @ ${s.price(r.entry_price,r.price_tick)}`:r.bot_name??o(`positions.removed_bot`)}
        </span>
      </span>
      <span class="number end">
        <span class=${a(r.profit)}>${l(t,r)}</span>
        <span class="small ${a(r.profit)}">${s.money(r.profit,r.quote,!0)}</span>
      </span>
      ${t.admin&&this.config.actions!==!1?n`<button
            class="icon-button above"
            aria-label=${u}
            aria-haspopup="menu"
            aria-expanded="false"
            @click=${e=>this.showMenu(e,u,r)}
          >
            ${c(m)}
          </button>`:i}
    </li>`}link(e,t,r=``){return this.context.admin?n`<a class=${r} href=${_+e} @click=${this.follow(e)}>${t}</a>`:t}follow(e){return t=>{t.ctrlKey||t.metaKey||t.shiftKey||(t.preventDefault(),this.go(e))}}showMenu(e,t,n){this.renderRoot.querySelector(`tradehook-popup-menu`)?.show(e.currentTarget,t,d(this.context,n))}say(e){let t=new CustomEvent(`hass-notification`,{detail:{message:e},bubbles:!0,composed:!0});this.dispatchEvent(t)}static{this.styles=[o,s`
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
    `]}};r([t({attribute:!1})],b.prototype,`config`,void 0),b=r([v(`tradehook-positions-card-view`)],b);export{b as PositionsCard};
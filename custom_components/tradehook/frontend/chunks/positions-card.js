import{_ as e,b as t,c as n,h as r,n as i,o as a,p as o,r as s,t as c}from"./styles.js";import{a as l,c as u,f as d,s as f,u as p}from"./position-row.js";import{a as m,i as h}from"./actions.js";import{n as g,r as _,t as v}from"./live-host.js";import{i as y}from"./localize.js";import"./config.js";var b=class extends v{constructor(){super([`positions`,`accounts`])}render(){let{t,config:n}=this,i=n.title??t(`positions.title`);return e`<ha-card>
        ${i?e`<h2>${i}</h2>`:r} ${this.renderStale()}
        ${this.renderStatus()??this.renderPositions()}
      </ha-card>
      <tradehook-popup-menu></tradehook-popup-menu>
      <tradehook-dialogs .ctx=${this.context} .news=${this.news}></tradehook-dialogs>`}renderStatus(){let{t,live:n}=this;return n.status===`ready`||n.stale?this.isUnknown?e`<p class="note soft">${t(`equity.unknown`)}</p>`:void 0:e`<p class="note soft" role="status">${t(`status.${n.status}`)}</p>`}get isUnknown(){let{config:e,live:t}=this;return!!(e.account&&t.accounts?.length)&&!t.accounts?.some(({account:t})=>t===e.account)}renderPositions(){let{t,config:n,context:i}=this,a=[...this.live.positions?.values()??[]].filter(e=>!n.account||e.account===n.account);if(!a.length)return e`<div class="note">
        <p>${t(`positions.none`)}</p>
        <p class="soft">${t(i.admin?`positions.none_next`:`positions.none_soon`)}</p>
        ${i.admin?e`<a class="button outlined" href=${`${g}/builder`} @click=${this.follow(`/builder`)}>
              ${t(`positions.to_builder`)}
            </a>`:r}
      </div>`;let o=_(a,``,{key:`opened_at`,descending:!0}).slice(0,n.limit??10),s=a.length-o.length;return e`<ul aria-label=${t(`positions.title`)}>
        ${u(o,e=>e.position_id,e=>this.renderRow(i,e))}
      </ul>
      ${s?e`<p class="note">${this.link(`/positions`,t(`positions.hidden`,{count:s}))}</p>`:r}`}renderRow(t,i){let{t:o,format:s}=t,c=o(`positions.menu`,{name:`${a(i.symbol)} ${o(`side.${i.side}`)}`});return e`<li class="opens" data-position=${i.position_id}>
      <span class="what">
        <b>${this.link(m(i),a(i.symbol),`whole`)}</b>
        <span class="chip ${i.side===`long`?`profit`:`loss`}">
          ${o(`side.${i.side}`)}${i.leverage>1?` ${i.leverage}×`:r}
        </span>
        ${f(o,i)}
        ${i.status===`open`?r:e`<span class="chip">${y(o,`status`,i.status)}</span>`}
        <span class="soft small">
          ${Number(i.size)?`${s.number(i.size)} ${i.base} @ ${s.price(i.entry_price,i.price_tick)}`:i.bot_name??o(`positions.removed_bot`)}
        </span>
      </span>
      <span class="number end">
        <span class=${n(i.profit)}>${l(t,i)}</span>
        <span class="small ${n(i.profit)}">${s.money(i.profit,i.quote,!0)}</span>
      </span>
      ${t.admin&&this.config.actions!==!1?e`<button
            class="icon-button above"
            aria-label=${c}
            aria-haspopup="menu"
            aria-expanded="false"
            @click=${e=>this.showMenu(e,c,i)}
          >
            ${d(p)}
          </button>`:r}
    </li>`}link(t,n,r=``){return e`<a class=${r} href=${g+t} @click=${this.follow(t)}>${n}</a>`}follow(e){return t=>{t.ctrlKey||t.metaKey||t.shiftKey||(t.preventDefault(),this.go(e))}}showMenu(e,t,n){this.renderRoot.querySelector(`tradehook-popup-menu`)?.show(e.currentTarget,t,h(this.context,n))}static{this.styles=[c,t`
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
    `]}};s([o({attribute:!1})],b.prototype,`config`,void 0),b=s([i(`tradehook-positions-card-view`)],b);export{b as PositionsCard};
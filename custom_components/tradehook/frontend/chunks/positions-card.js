import{_ as e,a as t,b as n,d as r,h as i,i as a,l as o,n as s,o as c,p as l,r as u,t as d}from"./styles.js";import{C as f,a as p,c as m,f as h,p as g,s as _,x as v}from"./position-row.js";import{i as y}from"./localize.js";var b=class extends u{constructor(){super([`positions`,`accounts`])}render(){let{t,config:n}=this,r=n.title??t(`positions.title`);return e`<ha-card>
        ${r?e`<h2>${r}</h2>`:i} ${this.renderStale()}
        ${this.renderStatus()??this.renderPositions()}
      </ha-card>
      <tradehook-popup-menu></tradehook-popup-menu>
      <tradehook-dialogs .ctx=${this.context}></tradehook-dialogs>`}renderStatus(){let{t,live:n}=this;return n.status===`ready`||n.stale?this.isUnknown?e`<p class="note soft">${t(`equity.unknown`)}</p>`:void 0:e`<p class="note soft" role="status">${t(`status.${n.status}`)}</p>`}get isUnknown(){let{config:e,live:t}=this;return!!(e.account&&t.accounts?.length)&&!t.accounts?.some(({account:t})=>t===e.account)}renderPositions(){let{t,config:n,context:r}=this,o=[...this.live.positions?.values()??[]].filter(e=>!n.account||e.account===n.account);if(!o.length)return e`<div class="note">
        <p>${t(`positions.none`)}</p>
        <p class="soft">${t(r.admin?`positions.none_next`:`positions.none_soon`)}</p>
        ${r.admin?e`<a class="button outlined" href=${`${a}/builder`} @click=${this.follow(`/builder`)}>
              ${t(`positions.to_builder`)}
            </a>`:i}
      </div>`;let s=c(o,``,{key:`opened_at`,descending:!0}).slice(0,n.limit??10),l=o.length-s.length;return e`<ul aria-label=${t(`positions.title`)}>
        ${m(s,e=>e.position_id,e=>this.renderRow(r,e))}
      </ul>
      ${l?e`<p class="note">${this.link(`/positions`,t(`positions.hidden`,{count:l}))}</p>`:i}`}renderRow(t,n){let{t:a,format:s}=t,c=a(`positions.menu`,{name:`${o(n.symbol)} ${a(`side.${n.side}`)}`});return e`<li class="opens" data-position=${n.position_id}>
      <span class="what">
        <b>${this.link(g(n),o(n.symbol),`whole`)}</b>
        <span class="chip ${n.side===`long`?`profit`:`loss`}">
          ${a(`side.${n.side}`)}${n.leverage>1?` ${n.leverage}×`:i}
        </span>
        ${_(a,n)}
        ${n.status===`open`?i:e`<span class="chip">${y(a,`status`,n.status)}</span>`}
        <span class="soft small">
          ${Number(n.size)?`${s.number(n.size)} ${n.base} @ ${s.price(n.entry_price,n.price_tick)}`:n.bot_name??a(`positions.removed_bot`)}
        </span>
      </span>
      <span class="number end">
        <span class=${r(n.profit)}>${p(t,n)}</span>
        <span class="small ${r(n.profit)}">${s.money(n.profit,n.quote,!0)}</span>
      </span>
      ${t.admin&&this.config.actions!==!1?e`<button
            class="icon-button above"
            aria-label=${c}
            aria-haspopup="menu"
            aria-expanded="false"
            @click=${e=>this.showMenu(e,c,n)}
          >
            ${f(v)}
          </button>`:i}
    </li>`}link(t,n,r=``){return this.context.admin?e`<a class=${r} href=${a+t} @click=${this.follow(t)}>${n}</a>`:n}follow(e){return t=>{t.ctrlKey||t.metaKey||t.shiftKey||(t.preventDefault(),this.go(e))}}showMenu(e,t,n){this.renderRoot.querySelector(`tradehook-popup-menu`)?.show(e.currentTarget,t,h(this.context,n))}say(e){let t=new CustomEvent(`hass-notification`,{detail:{message:e},bubbles:!0,composed:!0});this.dispatchEvent(t)}static{this.styles=[d,n`
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
    `]}};t([l({attribute:!1})],b.prototype,`config`,void 0),b=t([s(`tradehook-positions-card-view`)],b);export{b as PositionsCard};